import { describeContract } from './testing/contract.ts';
import { inProcess, ownProcess, ownProcessOverTls } from './testing/forms.ts';

describeContract('in this process', inProcess);
describeContract('in a process of its own, by its agent', ownProcess);
describeContract('in a process of its own, by its agent over TLS', ownProcessOverTls);
