/**
 * The condition keys that policies may ask for here. Some never have a value in this emulator, as for such a request
 * on AWS (there is no VPC endpoint, and no service that calls for itself), so a condition on them decides correctly.
 */
export const CONDITION_KEYS = [
  'aws:CalledVia',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:MultiFactorAuthPresent',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalOrgID',
  'aws:PrincipalType',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIp',
  'aws:SourceOrgID',
  'aws:SourceVpc',
  'aws:SourceVpce',
  'aws:TagKeys',
  'aws:username',
  'aws:ViaAWSService',
  'kms:CallerAccount',
  'kms:EncryptionContext:SecretARN',
  'kms:EncryptionContext:SecretVersionId',
  'kms:ViaService',
  'secretsmanager:BlockPublicPolicy',
  'secretsmanager:Description',
  'secretsmanager:ForceDeleteWithoutRecovery',
  'secretsmanager:KmsKeyId',
  'secretsmanager:Name',
  'secretsmanager:RecoveryWindowInDays',
  'secretsmanager:resource/AllowRotationLambdaArn',
  'secretsmanager:SecretId',
  'secretsmanager:VersionId',
  'secretsmanager:VersionStage',
] as const;

/** Beginnings of keys that end with the name of a tag. */
const TAG_KEYS = ['aws:PrincipalTag/', 'aws:RequestTag/', 'aws:ResourceTag/', 'secretsmanager:ResourceTag/'] as const;

/** Whether a policy may ask for the key; names of keys differ in no upper or lower case. */
export function isConditionKey(key: string): boolean {
  const asked = key.toLowerCase();
  return (
    CONDITION_KEYS.some((known) => known.toLowerCase() === asked) ||
    TAG_KEYS.some((start) => asked.startsWith(start.toLowerCase()) && asked.length > start.length)
  );
}
