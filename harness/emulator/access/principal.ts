/** An identity of AWS IAM, as policies name it. */
export interface Principal {
  /** How errors name the caller: `arn:aws:iam::123456789012:user/ada`, `arn:aws:sts::123456789012:assumed-role/r/s`. */
  readonly arn: string;
  /** The ARN of the identity itself; another one than `arn` only for an assumed role, whose role it names. */
  readonly identityArn: string;
  /** Twelve digits. */
  readonly accountId: string;
}

/** Who sent a request, and what policies may ask about its way here. */
export interface Caller {
  readonly principal: Principal;
  /** Where the connection came from: an IPv4 or IPv6 address. */
  readonly sourceIp: string;
  readonly secureTransport: boolean;
}

/** What requests are signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials; requests signed with them have to bring it along. */
  readonly sessionToken?: string;
}

/** Credentials, and whom they make their bearer. */
export interface AccessKey {
  readonly credentials: Credentials;
  readonly principal: Principal;
}

/** The root user of an account, to whom nothing is denied that the account may do. */
export function rootOf(accountId: string): Principal {
  const arn = `arn:aws:iam::${accountId}:root`;
  return { arn, identityArn: arn, accountId };
}
