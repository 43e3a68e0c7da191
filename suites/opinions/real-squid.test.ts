import { squidExecutable } from '../squid/squid-executable.ts';
import { SQUID_DISAGREES } from './known-disagreements.ts';
import { testOpinions } from './opinion-tests.ts';
import { realSquid } from './real-squid.ts';

testOpinions(realSquid(squidExecutable()), SQUID_DISAGREES);
