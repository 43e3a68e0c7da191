#!/usr/bin/env node
import { keepHeapSmall } from './heap.ts';
import { endAtSignals } from './signals.ts';

keepHeapSmall();
endAtSignals();
// Only now, for loading it takes longer than a hasty Ctrl-C.
await import('./program.ts');
