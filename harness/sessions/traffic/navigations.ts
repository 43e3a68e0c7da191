import type { TrafficKind } from './kinds.ts';

/** What opens another document, or would. */
export const navigations = {
  link: { leaves: true, script: (url) => `Object.assign(document.createElement('a'), { href: ${url} }).click()` },
  form: {
    leaves: true,
    methods: ['POST'],
    body: 'field=0123456789',
    script: (url) => `{
      const form = Object.assign(document.createElement('form'), { method: 'post', action: ${url} });
      form.append(Object.assign(document.createElement('input'), { name: 'field', value: '0123456789' }));
      document.body.append(form);
      form.submit();
    }`,
  },
  popup: { script: (url) => `void (globalThis.popup = open(${url}))`, after: 'popup.close()' },
  download: {
    as: 'download',
    script: (url) => `Object.assign(document.createElement('a'), { href: ${url}, download: '' }).click()`,
  },
} as const satisfies Readonly<Record<string, TrafficKind>>;
