import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

export const remembersSecrets = {
  name: 'remembers-secrets',
  breaks: 'A secret is read from Secrets Manager once; later sessions get what it held then.',
  requirements: ['R-SECRET-FROM-SECRETS-MANAGER'],
  fault: {
    at: 'secrets',
    reader: (secrets) => {
      const texts = new Map<string, string>();
      return {
        read(secretArn, caller) {
          const text = texts.get(secretArn) ?? secrets.read(secretArn, caller);
          texts.set(secretArn, text);
          return text;
        },
      };
    },
  },
} as const satisfies Sabotage;
