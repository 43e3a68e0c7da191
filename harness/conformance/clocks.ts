/**
 * Clocks of processes on one machine: each counts from what the system's clock said at its start, so they drift apart
 * as that clock is corrected. A port is not used again by the same proxy within that time.
 */
export const CONTAINER_CLOCK_MILLISECONDS = 10;

/**
 * Milliseconds that the corrected clocks of deployed witnesses may still differ by: half of a slow way there and back.
 * The same is true of ports within that time.
 */
export const DEPLOYED_CLOCK_MILLISECONDS = 100;
