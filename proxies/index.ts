export { AgentError, type AgentLocation } from './agent/agent-client.ts';
export { type ProxyWithAgent, type ProxyWithAgentOptions, startProxyWithAgent } from './agent/proxy-agent.ts';
export { connectRemoteProxy, type RemoteProxy, type RemoteProxyOptions } from './agent/remote-proxy.ts';
export { connectRemoteTap, type RemoteTap } from './agent/remote-tap.ts';
export type { RemoteWitness, RemoteWitnessOptions } from './agent/remote-witness.ts';
export { startTapWithAgent, type TapWithAgent, type TapWithAgentOptions } from './agent/tap-agent.ts';
export type { Behaviour } from './behaviours/table.ts';
export { type InstrumentedProxy, startInstrumentedProxy } from './instrumented-proxy.ts';
export {
  type Access,
  CONNECT_TIMEOUT,
  HEAD_BYTES,
  HEAD_TIMEOUT,
  IDLE_TIMEOUT,
  type InstrumentedProxyOptions,
  type Limits,
} from './options.ts';
export type { Authority } from './protocol/authority.ts';
export type { ProxyHandle } from './proxy-handle.ts';
export type {
  CredentialState,
  EndRecord,
  ProxyRecord,
  RequestOutcome,
  RequestRecord,
  SocketAddress,
} from './record.ts';
export type { RecordSink } from './sink.ts';
export { collectRecords, type RecordCollection } from './sinks/collect-records.ts';
export { type JsonLinesSink, jsonLinesSink, jsonLinesTo, RecordSinkError } from './sinks/json-lines.ts';
export { startTap, type Tap, type TapOptions } from './tap/tap.ts';
