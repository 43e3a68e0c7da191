import { bare, ours } from './matrix-sides.ts';

// One side of the matrix benchmark, in a process of its own.
process.send?.(await (process.argv[2] === 'bare' ? bare() : ours()));
process.disconnect?.();
