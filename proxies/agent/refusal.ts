/** A request that an agent does not serve. The message is sent to the client, so it quotes no secret. */
export class Refusal extends Error {
  /** 4xx. */
  readonly status: number;

  constructor(status: number, problem: string) {
    super(problem);
    this.name = 'Refusal';
    this.status = status;
  }
}
