import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const root = new URL('../../../../', import.meta.url);

const step = z.object({
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  env: z.record(z.string(), z.string()).default({}),
  run: z.string().optional(),
});
const action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.object({ value: z.string() })),
  runs: z.object({ using: z.literal('composite'), steps: z.array(step) }),
});
const workflow = z.object({ jobs: z.record(z.string(), z.object({ steps: z.array(step) })) });
const gitlabJob = z.object({
  extends: z.string().optional(),
  variables: z.record(z.string(), z.string()).default({}),
  script: z.array(z.string()).default([]),
  after_script: z.array(z.string()).default([]),
  cache: z.object({ paths: z.array(z.string()) }).optional(),
});

/** A step of a workflow or of the composite action. */
export type Step = z.infer<typeof step>;
export type GitlabJob = z.infer<typeof gitlabJob>;

function read(path: string): unknown {
  return parse(readFileSync(fileURLToPath(new URL(path, root)), 'utf8'));
}

export function readAction(): z.infer<typeof action> {
  return action.parse(read('.github/actions/verify/action.yml'));
}

/** All steps of an example of a workflow. */
export function workflowSteps(name: string): readonly Step[] {
  return Object.values(workflow.parse(read(`suites/examples/ci/${name}`)).jobs).flatMap(({ steps }) => steps);
}

/** Everything in a GitLab file that is a job, a hidden one included. */
export function gitlabJobs(path: string): ReadonlyMap<string, GitlabJob> {
  const file = z.record(z.string(), z.unknown()).parse(read(path));
  const jobs = Object.entries(file).filter(([name]) => name !== 'include' && name !== 'stages');
  return new Map(jobs.map(([name, job]) => [name, gitlabJob.parse(job)]));
}

export const GITLAB_TEMPLATE = '.gitlab/agentcore-proxy-conformance.yml';
