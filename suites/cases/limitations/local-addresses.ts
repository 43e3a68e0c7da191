import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const loopback = defineCase({
  id: 'limitations/loopback',
  requirements: ['R-LOOPBACK-ROUTED'],
  stimulus:
    'Names and addresses of the loopback interface are asked for, which a browser by itself keeps from proxies.',
  obligation: 'The requests go through the proxy: around it is the machine that the session runs on.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'claiming', claims: ['.localhost'] }, { name: 'fallback' }] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://localhost/`, goes: 'claiming' },
    { url: `${scheme}://app.localhost/`, goes: 'claiming' },
    { url: `${scheme}://127.0.0.1/`, goes: 'fallback' },
    { url: `${scheme}://127.8.8.8/`, goes: 'fallback' },
    { url: `${scheme}://[::1]/`, goes: 'fallback' },
  ],
  provedBy: ['direct-loopback'],
});

export const linkLocal = defineCase({
  id: 'limitations/link-local',
  requirements: ['R-LINK-LOCAL-ROUTED'],
  stimulus: 'Link-local addresses are asked for, among them that of the instance metadata service.',
  obligation:
    'The requests go through the proxy: around it a page could read what the session’s machine is told about itself.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'fallback' }] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://169.254.169.254/latest/meta-data/`, goes: 'fallback' },
    { url: `${scheme}://169.254.170.2/`, goes: 'fallback' },
    { url: `${scheme}://[fe80::1]/`, goes: 'fallback' },
  ],
  provedBy: ['direct-link-local'],
});
