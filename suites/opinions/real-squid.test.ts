import { squidExecutable } from '../squid/squid-executable.ts';
import { SQUID_DISAGREES } from './known-disagreements.ts';
import { testOpinions } from './opinion-tests.ts';
import { realSquid } from './real-squid.ts';
import { squidRules } from './squid-configuration.ts';

const executable = squidExecutable();

testOpinions(
  (read) => realSquid(executable, (configuration, ...rest) => squidRules(read(configuration), ...rest)),
  SQUID_DISAGREES,
);
