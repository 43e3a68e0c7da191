/** A value in which a secret's text stands beside the ARN of every secret. */
export function withSecrets(value: object, secretText: (arn: string) => string | undefined): object {
  return JSON.parse(JSON.stringify(value), (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || !('secretArn' in member)) return member;
    return { ...member, secret: secretText(String(member.secretArn)) };
  });
}
