import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';

export const listing = defineSteps({
  id: 'api/list-by-status',
  requirements: ['R-MODEL-LIST-BY-STATUS'],
  stimulus: 'Sessions are listed by status while one runs, and after it was stopped.',
  obligation: 'The list shows it as READY, then as TERMINATED, each time under that status only.',
  configuration: () => ({ proxies: [{ name: 'unused' }] }),
  async steps(stage) {
    const session = await stage.start();
    const isListed = async (status: string): Promise<boolean> => {
      const body = { status, maxResults: 100 };
      const answer = await stage.call({ method: 'POST', path: 'sessions/list', body });
      // Newest first: the first page has it.
      return JSON.stringify(answer.body['items'] ?? []).includes(session.sessionId);
    };
    const seen = async () => ({ ready: await isListed('READY'), terminated: await isListed('TERMINATED') });
    const running = await seen();
    await session.stop();
    return { running, stopped: await seen() };
  },
  expect: ({ running, stopped }) => [
    that(
      running.ready && !running.terminated,
      'While it ran, the session was listed as READY only.',
      `While it ran, the session was listed as ${words(running)}.`,
    ),
    that(
      !stopped.ready && stopped.terminated,
      'After its end, the session was listed as TERMINATED only.',
      `After its end, the session was listed as ${words(stopped)}.`,
    ),
  ],
  provedBy: ['lists-every-status'],
});

function words({ ready, terminated }: { readonly ready: boolean; readonly terminated: boolean }): string {
  if (ready && terminated) return 'READY and TERMINATED';
  if (ready) return 'READY';
  return terminated ? 'TERMINATED' : 'neither';
}
