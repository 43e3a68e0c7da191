import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import { DeploymentError } from './deployment-error.ts';
import { standardChain } from './standard-chain.ts';

/** The client's names for credentials that the endpoint does not know, or that are not there. */
const UNKNOWN: readonly string[] = [
  'CredentialsProviderError',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'UnrecognizedClientException',
];

/**
 * Asks an emulator whether it is there and takes our credentials, and changes nothing.
 *
 * @throws {InvalidInputError} for credentials that it does not take.
 * @throws {DeploymentError} where nobody answers.
 */
export async function checkEndpoint(endpoint: string): Promise<void> {
  const client = new SecretsManagerClient({ ...(await standardChain(endpoint)), maxAttempts: 1 });
  try {
    await client.send(new ListSecretsCommand({ MaxResults: 1 }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (UNKNOWN.includes(error.name)) {
      const problem = `The emulator there does not take the credentials of the standard AWS chain (${error.name}).`;
      const fix = 'Export what `emulate` printed when it was ready.';
      throw new InvalidInputError('command line', [{ path: '--endpoint', rule: 'credentials', problem, fix }]);
    }
    // Whoever may not list secrets may still make them.
    if (error.name === 'AccessDeniedException') return;
    throw new DeploymentError(`The emulator at ${endpoint} cannot be used: ${error.message}`, error);
  } finally {
    client.destroy();
  }
}
