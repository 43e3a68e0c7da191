import { list, type Member, optional, required, type StringShape, string, structure } from '../api/shape.ts';

/** Members that several operations take, with the limits of the service model. */
export const secretId = required(string({ min: 1, max: 2048 }));
export const clientRequestToken = optional(string({ min: 32, max: 64 }));
export const versionId = optional(string({ min: 32, max: 64 }));
export const versionStage = string({ min: 1, max: 256 });
export const description = optional(string({ max: 2048 }));
export const kmsKeyId = optional(string({ max: 2048 }));
export const tagList = list(
  structure({ Key: required(string({ min: 1, max: 128 })), Value: required(string({ max: 256 })) }),
);
export const nextToken = optional(string({ min: 1, max: 4096 }));

/** The two forms of a value. Bytes travel in base64: 65,536 of them take 87,384 signs. */
export const secretValue = {
  SecretString: optional(string({ min: 1, max: 65_536 })),
  SecretBinary: optional(
    string({ min: 4, max: 87_384, pattern: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/ }),
  ),
} satisfies Readonly<Record<string, Member<StringShape, false>>>;
