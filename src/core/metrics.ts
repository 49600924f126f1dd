import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { processWide } from "@/lib/process-wide";
import { leaseIsFresh } from "./access/lease";

interface Metrics {
  registry: Registry;
  publishFailures: Counter;
  originRefusals: Counter<"transport">;
  cuts: Counter<"reason">;
  unread: Counter;
  answers: Counter<"route" | "status">;
  events: Counter<"event" | "outcome">;
  refusedHandshakes: Counter<"code">;
  pushFailures: Counter;
  sweepSeconds: Histogram;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    metrics?: Metrics;
  }
}

function metrics(): Metrics {
  const slot = processWide();
  slot.metrics ??= createMetrics();
  return slot.metrics;
}

function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "gatehouse_guest_lease_fresh",
    help: "1 while this node may serve guests",
    registers,
    collect() {
      this.set(leaseIsFresh() ? 1 : 0);
    },
  });
  return {
    registry,
    publishFailures: new Counter({
      name: "gatehouse_publish_failures_total",
      help: "Messages to other nodes that Redis did not take",
      registers,
    }),
    originRefusals: new Counter({
      name: "gatehouse_origin_refusals_total",
      help: "Requests refused for their origin",
      labelNames: ["transport"],
      registers,
    }),
    cuts: new Counter({
      name: "gatehouse_connections_cut_total",
      help: "Connections cut on this node",
      labelNames: ["reason"],
      registers,
    }),
    unread: new Counter({
      name: "gatehouse_unread_connections_cut_total",
      help: "Connections cut because too much waited for a client that did not read",
      registers,
    }),
    answers: new Counter({
      name: "gatehouse_http_answers_total",
      help: "Answers to HTTP requests, by pattern of the route; status 0 where none left before the connection closed",
      labelNames: ["route", "status"],
      registers,
    }),
    events: new Counter({
      name: "gatehouse_events_total",
      help: "Events of clients over realtime connections, by ok or the code of the refusal",
      labelNames: ["event", "outcome"],
      registers,
    }),
    refusedHandshakes: new Counter({
      name: "gatehouse_handshakes_refused_total",
      help: "Realtime connections that were refused",
      labelNames: ["code"],
      registers,
    }),
    pushFailures: new Counter({
      name: "gatehouse_push_failures_total",
      help: "Pushes that a push service did not take",
      registers,
    }),
    sweepSeconds: new Histogram({
      name: "gatehouse_sweep_seconds",
      help: "Time of one heartbeat and re-check",
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
  };
}

export function countPublishFailure(): void {
  metrics().publishFailures.inc();
}

export function countOriginRefusal(transport: string): void {
  metrics().originRefusals.inc({ transport });
}

/** Counts a connection that was cut on this node, even if another node asked for it. */
export function countCut(reason: string): void {
  metrics().cuts.inc({ reason });
}

export function countUnreadCut(): void {
  metrics().unread.inc();
}

/**
 * @param route the pattern of one of our routes. Never a path: strangers choose paths, and each would become a new
 *   label
 */
export function countAnswer(route: string, status: number): void {
  metrics().answers.inc({ route, status });
}

/** @param event the name of one of our events, or one common name for all unknown events */
export function countEvent(event: string, outcome: string): void {
  metrics().events.inc({ event, outcome });
}

export function countRefusedHandshake(code: string): void {
  metrics().refusedHandshakes.inc({ code });
}

export function countPushFailure(): void {
  metrics().pushFailures.inc();
}

export function observeSweep(seconds: number): void {
  metrics().sweepSeconds.observe(seconds);
}

/** Adds a gauge of connections. `count` is called when the metrics are read. */
export function gaugeConnections(count: () => number): void {
  gauge("gatehouse_connections", "Realtime connections on this node", count);
}

/**
 * Adds a gauge of the bytes that this process holds for clients which have not read them. `count` is called when the
 * metrics are read.
 */
export function gaugeWaitingBytes(count: () => number): void {
  gauge("gatehouse_waiting_bytes", "Bytes of realtime connections that wait to be read", count);
}

function gauge(name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [metrics().registry],
    collect() {
      this.set(read());
    },
  });
}

/** All metrics of this node, in the text format of Prometheus. */
export async function renderMetrics(): Promise<{ contentType: string; text: string }> {
  const { registry } = metrics();
  return { contentType: registry.contentType, text: await registry.metrics() };
}
