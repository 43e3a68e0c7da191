import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import { readJson } from '../configuration/json/read-json.ts';
import { itemPath, memberPath } from '../configuration/values/json-path.ts';
import { placedIssues } from '../emulator/access/policy/issues.ts';
import { readUserFile } from '../matrix/user-file.ts';
import { type Deployment, deploymentFile } from './deployment.ts';

/** What every violation of the file advises; its problem says what is wrong. */
const FIX = 'Correct it, or have the file written anew by what started the proxies.';

/**
 * Reads a deployment file: where the instrumented proxies and the origin of a run are.
 *
 * ```json
 * {
 *   "version": 1,
 *   "domain": "conformance.example.com",
 *   "origin": {
 *     "host": "203.0.113.10", "httpPort": 80, "httpsPort": 443,
 *     "publicKeyHash": "…", "authority": "-----BEGIN CERTIFICATE-----…",
 *     "agent": { "host": "203.0.113.10", "port": 9440, "token": "…", "certificate": "-----BEGIN CERTIFICATE-----…" }
 *   },
 *   "proxies": [{ "server": "203.0.113.10", "port": 3128, "agent": { "host": "203.0.113.10", "port": 9441, "token": "…" } }],
 *   "taps": [{ "server": "203.0.113.11", "port": 3128, "egress": ["203.0.113.12"], "agent": { … } }]
 * }
 * ```
 *
 * `domain` is optional: every name below it leads sessions to the origin directly; `.` where every name there is does.
 * `server` and `port` are what sessions are told. `agent` is where this machine controls the witness; without
 * `certificate` it is plain HTTP, on loopback only. `taps` is optional: taps before proxies of somebody's own, where an
 * open one will do; `egress` are the addresses that such a proxy's own connections come from, and nobody else's.
 *
 * @throws {InvalidInputError} with every violation by JSON path; also when the file cannot be read. It quotes no value.
 */
export async function loadDeployment(path: string): Promise<Deployment> {
  return parseDeployment(await readUserFile(path), path);
}

/** @param source how errors name the file. @throws {InvalidInputError} */
export function parseDeployment(text: string, source: string): Deployment {
  const violations: Violation[] = [];
  const json = readJson(text, (violation) => void violations.push(violation));
  if (violations.length > 0) throw new InvalidInputError(source, violations);
  const read = deploymentFile.safeParse(json);
  if (read.success) return read.data;
  throw new InvalidInputError(
    source,
    placedIssues(read.error).map(({ path, message }) => ({
      path: path.reduce<string>(
        (before, step) => (typeof step === 'number' ? itemPath(before, step) : memberPath(before, String(step))),
        '',
      ),
      rule: 'deployment-file',
      problem: message,
      fix: FIX,
    })),
  );
}
