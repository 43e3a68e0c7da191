import { SettingsError } from '../../proxies/serve/settings.ts';
import { describeDeployment } from './describe.ts';

/** Exit codes: settings that make no sense, and an origin that does not answer. */
const USAGE = 2;
const FAULT = 1;

/** Prints the deployment file of witnesses in containers, see {@link describeDeployment}: what a container runs. */
try {
  process.stdout.write(`${JSON.stringify(await describeDeployment(process.env), null, 2)}\n`);
} catch (error) {
  process.exitCode = error instanceof SettingsError ? USAGE : FAULT;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
