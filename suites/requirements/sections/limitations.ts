import { section } from '../section.ts';

/** What the feature does not do. */
export const limitations = section('Limitations', [
  {
    id: 'R-NOT-NETWORK-LEVEL',
    level: 'documented',
    statement: 'The configuration steers the browser, not the network: traffic outside it may pass the proxies by.',
    untestable:
      'It permits, so nothing can break it. Whether WebRTC, HTTP/3, loopback or link-local addresses pass the proxies by is observed.',
  },
  {
    id: 'R-NO-SOCKS',
    level: 'documented',
    statement: 'SOCKS proxies cannot be used.',
  },
  {
    id: 'R-BASIC-ONLY',
    level: 'documented',
    statement: 'Authentication schemes other than Basic are not supported: a proxy that wants one is not answered.',
  },
  {
    id: 'R-NO-CLIENT-CERTIFICATES',
    level: 'documented',
    statement: 'Authentication to a proxy by certificate is not supported.',
    untestable: 'The API has no member for a certificate, and connects to no proxy by TLS: there is nothing to try.',
  },
  {
    id: 'R-NO-ROTATION',
    level: 'documented',
    statement: 'Requests are not distributed over proxies.',
  },
  {
    id: 'R-TLS-TO-PROXY',
    level: 'undocumented',
    statement: 'The connection to a proxy itself is not encrypted: the API has no member for it.',
  },
  {
    id: 'R-LOOPBACK-ROUTED',
    level: 'undocumented',
    statement: 'Requests for loopback addresses take the configured routes.',
  },
  {
    id: 'R-LINK-LOCAL-ROUTED',
    level: 'undocumented',
    statement: 'Requests for link-local addresses, instance metadata among them, take the configured routes.',
  },
  {
    id: 'R-WEBRTC-CONTAINED',
    level: 'undocumented',
    statement: 'WebRTC sends no packet around the proxies.',
  },
  {
    id: 'R-QUIC-CONTAINED',
    level: 'undocumented',
    statement: 'HTTP/3 is not used where a proxy is configured.',
  },
  {
    id: 'R-DESTINATION-PORTS',
    level: 'undocumented',
    statement: 'Destinations on ports other than 80 and 443 take the configured routes.',
  },
  {
    id: 'R-BACKGROUND-TRAFFIC',
    level: 'undocumented',
    statement: 'Connections that the browser opens at a page’s hint, ahead of any request, take the configured routes.',
  },
  {
    id: 'R-OWN-REQUESTS',
    level: 'undocumented',
    statement: 'What the browser asks for on its own account takes the configured routes.',
    untestable:
      'When it asks, and for what, is its own affair; a run records and names such requests, and judges none.',
  },
  {
    id: 'R-NO-VIA',
    level: 'undocumented',
    statement: 'Plain HTTP answers reach the browser without a `Via` header of the service’s own.',
  },
]);
