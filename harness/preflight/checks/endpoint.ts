import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import type { Check } from '../check.ts';
import { REGION_FIX } from './credentials.ts';

const SERVICE_VARIABLE = 'AWS_ENDPOINT_URL_BEDROCK_AGENTCORE';

/** Where the official clients would send requests, by their own rules: variables, then the profile. */
export const endpoint: Check = {
  id: 'endpoint',
  async examine({ environment }) {
    const client = new BedrockAgentCoreClient({ maxAttempts: 1 });
    try {
      const region = await client.config.region();
      const own = environment[SERVICE_VARIABLE] || environment['AWS_ENDPOINT_URL'];
      if (own) return { state: 'ok', says: `${own}, not AWS's own; region ${region}` };
      return { state: 'ok', says: `AWS's own in ${region}` };
    } catch {
      return { state: 'missing', says: 'No region is set.', fix: REGION_FIX };
    } finally {
      client.destroy();
    }
  },
};
