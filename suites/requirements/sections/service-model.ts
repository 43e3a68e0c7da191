import { section } from '../section.ts';

/** What the service’s own model adds. */
export const serviceModel = section('API reference', [
  {
    id: 'R-MODEL-PROXY-REQUIRED',
    level: 'documented',
    statement: 'A configuration has at least one proxy.',
  },
  {
    id: 'R-MODEL-PROXY-KIND',
    level: 'documented',
    statement: 'Each entry of the array is exactly one kind of proxy.',
  },
  {
    id: 'R-MODEL-SERVER-SYNTAX',
    level: 'documented',
    statement: 'A server is a host name or an IPv4 address, without scheme, port or trailing dot.',
  },
  {
    id: 'R-MODEL-PORT-REQUIRED',
    level: 'documented',
    statement: 'A proxy has a port.',
  },
  {
    id: 'R-MODEL-PATTERNS-NOT-EMPTY',
    level: 'documented',
    statement: 'A list of patterns is left out or holds at least one.',
  },
  {
    id: 'R-MODEL-PATTERN-SYNTAX',
    level: 'documented',
    statement: 'A pattern is a host name, with at most one dot before it.',
  },
  {
    id: 'R-MODEL-SECRET-ARN',
    level: 'documented',
    statement: 'A secret is named by the ARN of a Secrets Manager secret.',
  },
  {
    id: 'R-MODEL-REFUSAL-NAMES-MEMBER',
    level: 'documented',
    statement: 'A refused configuration is answered with a ValidationException that names every member at fault.',
  },
  {
    id: 'R-MODEL-GET-ECHOES',
    level: 'documented',
    statement: 'GetBrowserSession returns the configuration as it was sent.',
  },
  {
    id: 'R-MODEL-START-SILENT',
    level: 'documented',
    statement: 'The answer to StartBrowserSession does not hold the configuration.',
  },
  {
    id: 'R-MODEL-SESSION-MEMBERS',
    level: 'documented',
    statement: 'A session’s name, timeout and client token keep within the lengths and ranges of the API reference.',
  },
  {
    id: 'R-MODEL-CLIENT-TOKEN',
    level: 'documented',
    statement: 'A start that is repeated with the same client token starts no second session.',
  },
  {
    id: 'R-MODEL-CLIENT-TOKEN-MISMATCH',
    level: 'undocumented',
    statement: 'A client token that comes again with another configuration is refused.',
  },
  {
    id: 'R-MODEL-LIST-BY-STATUS',
    level: 'documented',
    statement: 'ListBrowserSessions shows the sessions of the status that it is asked for.',
  },
  {
    id: 'R-MODEL-ERRORS',
    level: 'documented',
    statement: 'Errors have the names and the HTTP status codes of the API reference.',
  },
]);
