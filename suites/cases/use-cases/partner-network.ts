import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const partnerNetwork = defineCase({
  id: 'use-cases/partner-network',
  requirements: ['R-PARTNER-SPLIT'],
  stimulus: 'A partner’s domains have a proxy of their own, and a general proxy is there for everything else.',
  obligation: 'The partner’s traffic goes through the one, all other traffic through the other.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'partner', claims: ['.partner.test', 'api.supplier.test'] }, { name: 'general' }],
  }),
  probes: ({ scheme }) =>
    (
      [
        { url: `${scheme}://www.partner.test/`, goes: 'partner' },
        { url: `${scheme}://api.supplier.test/`, goes: 'partner' },
        { url: `${scheme}://www.supplier.test/`, goes: 'general' },
        { url: `${scheme}://www.company.test/`, goes: 'general' },
      ] as const
    ).map((probe) => ({ ...probe, requirement: 'R-PARTNER-SPLIT' })),
  provedBy: ['no-default-beside-patterns'],
});
