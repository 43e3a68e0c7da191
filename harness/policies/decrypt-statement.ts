import { partitionOf, secretArnPattern } from './arns.ts';
import { oneOrMany, type PolicyStatement } from './policy-document.ts';
import { type Setup, secretNames } from './setup.ts';

/**
 * The use of the customer-managed key for these secrets, through Secrets Manager, and for nothing else that the key
 * encrypts. `undefined` where the secrets are under the default key, which needs no permission.
 *
 * Source of the conditions: AWS Secrets Manager User Guide, "Secret encryption and decryption", encryption context.
 */
export function decryptStatement(setup: Setup): PolicyStatement | undefined {
  const { kmsKeyArn, region } = setup;
  const secrets = secretNames(setup).map((name) => secretArnPattern(setup, name));
  if (kmsKeyArn === undefined || secrets.length === 0) return undefined;
  const services = domainsOf(region).map((domain) => `secretsmanager.${region}.${domain}`);
  return {
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: kmsKeyArn,
    Condition: {
      StringEquals: { 'kms:ViaService': oneOrMany(services) },
      StringLike: { 'kms:EncryptionContext:SecretARN': oneOrMany(secrets) },
    },
  };
}

/** How names of services end. Which of the two `kms:ViaService` has in China is written nowhere; both are AWS's. */
function domainsOf(region: string): readonly string[] {
  return partitionOf(region) === 'aws-cn' ? ['amazonaws.com', 'amazonaws.com.cn'] : ['amazonaws.com'];
}
