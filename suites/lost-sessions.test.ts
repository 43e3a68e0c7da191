import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { inProcessWitnesses } from '../harness/conformance/cases/in-process-witnesses.ts';
import { openStage } from '../harness/conformance/cases/open-stage.ts';
import { runUnit } from '../harness/conformance/cases/run-unit.ts';
import { setScene } from '../harness/conformance/cases/scene.ts';
import { startCutService } from '../harness/conformance/cases/testing/cut-service.ts';
import { startWorld } from '../harness/conformance/cases/world.ts';
import { SessionLostError } from '../harness/sessions/cdp.ts';
import { blackHole } from './cases/fail-open/black-hole.ts';

const [cell = expect.unreachable()] = blackHole.cells;
const unit = { case: blackHole, cells: [cell] };

const { signal } = new AbortController();
const keep = async () => [];
const world = (openTarget: Awaited<ReturnType<typeof startCutService>>['openTarget']) =>
  startWorld({ runId: 'abcdefgh', openTarget, openWitnesses: inProcessWitnesses, onBrowser: () => undefined });

test('a session whose stream is lost as soon as it is connected is stopped all the same', async () => {
  await using service = await startCutService('Browser.getVersion');
  await using there = await world(service.openTarget);
  const [result] = await runUnit(there, unit, { signal, keep, levelOf: () => 'documented' });
  expect(result).toMatchObject({ verdict: 'inconclusive' });
  expect(result?.seen).toContain('SessionLostError');
  expect(service.stopped).toEqual(['session1']);
});

test('a case whose session is lost while two requests are under way ends, and not the whole run', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  onTestFinished(() => void process.off('unhandledRejection', hear));
  const { plan } = cell;
  if (plan.kind !== 'steps') return expect.unreachable();

  await using service = await startCutService('Log.enable');
  await using there = await world(service.openTarget);
  await using scene = await setScene(there, plan.setup);
  await using stage = openStage(scene, { signal, keep });
  const impatient = { ...stage, until: () => setImmediate(false) };
  await expect(plan.perform(impatient)).rejects.toThrow(SessionLostError);
  await setImmediate();
  expect(unheard).toEqual([]);
});
