import { list, required, string, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import { type GuardedSecrets, requireAlive } from '../guarded-secrets.ts';
import { secretId, tagList } from '../members.ts';

/** Adds tags to a secret; one of a key that is there replaces it. */
export function tagResource(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'TagResource',
    input: structure({ SecretId: secretId, Tags: required(tagList) }),
    handle({ SecretId, Tags }, caller) {
      const keys = {
        ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
        'aws:TagKeys': Tags.map(({ Key }) => Key),
      };
      const secret = requireAlive(secrets.require(SecretId, { caller, operation: 'TagResource', keys }));
      const kept = secret.tags.filter(({ Key }) => !Tags.some((added) => added.Key === Key));
      secrets.store.save({ ...secret, tags: [...kept, ...Tags] });
      return {};
    },
  });
}

export function untagResource(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'UntagResource',
    input: structure({ SecretId: secretId, TagKeys: required(list(string({ min: 1, max: 128 }))) }),
    handle({ SecretId, TagKeys }, caller) {
      const keys = { 'aws:TagKeys': TagKeys };
      const secret = requireAlive(secrets.require(SecretId, { caller, operation: 'UntagResource', keys }));
      secrets.store.save({ ...secret, tags: secret.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
      return {};
    },
  });
}
