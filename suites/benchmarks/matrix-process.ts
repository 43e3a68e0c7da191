// One side of the matrix benchmark, in a process of its own, set up as the command line sets itself up.
const { bare, ours } = await import('./matrix-sides.ts');
process.send?.(await (process.argv[2] === 'bare' ? bare() : ours()));
process.disconnect?.();
