import { section } from '../section.ts';

/** What the feature does at all. */
export const overview = section('Overview', [
  {
    id: 'R-TRAFFIC-HTTP',
    level: 'documented',
    statement: 'Plain HTTP requests of a session take the configured routes.',
  },
  {
    id: 'R-TRAFFIC-HTTPS',
    level: 'documented',
    statement: 'HTTPS requests of a session take the configured routes.',
  },
  {
    id: 'R-TRAFFIC-WEBSOCKET',
    level: 'undocumented',
    statement: 'WebSockets take the same routes as HTTP requests to the same host.',
  },
  {
    id: 'R-TRAFFIC-HTTP2',
    level: 'undocumented',
    statement: 'Requests over HTTP/2 take the same routes as those over HTTP/1.1.',
  },
  {
    id: 'R-TRAFFIC-BODY',
    level: 'undocumented',
    statement: 'The body of a request arrives as the page has sent it.',
  },
  {
    id: 'R-START-TAKES-CONFIGURATION',
    level: 'documented',
    statement: 'StartBrowserSession takes a configuration that names the proxies.',
  },
  {
    id: 'R-SECRET-FROM-SECRETS-MANAGER',
    level: 'documented',
    statement: 'Where a proxy wants authentication, its credentials are read from AWS Secrets Manager.',
  },
  {
    id: 'R-APPLIED-FROM-START',
    level: 'documented',
    statement: 'The configuration is in force from the session’s first request on.',
  },
  {
    id: 'R-PROXY-IS-CALLED',
    level: 'documented',
    statement: 'The service connects to a proxy as its client; the proxy is no part of the service.',
  },
  {
    id: 'R-PROXY-FORWARDS',
    level: 'documented',
    statement: 'The proxy forwards requests to the websites that they are for.',
    untestable:
      'A duty of the user’s own proxy, not of the service; the proxies that cases use forward by construction.',
  },
  {
    id: 'R-PROXY-SERVER-FLAG',
    level: 'documented',
    statement: 'The browser is started with Chromium’s --proxy-server flag.',
  },
  {
    id: 'R-VPC-ENFORCEMENT',
    level: 'documented',
    statement: 'Only a network of one’s own can enforce that all traffic takes the proxies.',
    untestable: 'It speaks of the network around the session, which no session can examine from within.',
  },
]);
