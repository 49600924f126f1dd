import { cn } from "@/ui/primitives/cn";

const MIN_DOTS = 3;
const MAX_DOTS = 5;

/** Open connections as filled dots, with their number beside them. */
export function ConnectionDots({ connections, devices }: { connections: number; devices: number }) {
  const dots = Math.min(MAX_DOTS, Math.max(MIN_DOTS, connections));
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden className="inline-flex gap-1">
        {Array.from({ length: dots }, (_, index) => (
          <span
            key={index}
            className={cn(
              "size-2 rounded-full border transition-colors duration-180",
              index < connections ? "border-accent bg-accent" : "border-line-strong/70",
            )}
          />
        ))}
      </span>
      <span className={cn("nums", connections === 0 && "text-ink-faint")}>
        {connections}
        <span className="sr-only"> open {countOf(connections, "connection")}</span>
      </span>
      {devices > 1 && (
        <span className="text-ink-faint text-meta max-lg:inline lg:hidden @6xl:inline">
          {devices} devices
        </span>
      )}
    </span>
  );
}

function countOf(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}

/** For example "3 connections on 2 devices". */
export function describeConnections(connections: number, devices: number): string {
  const live = `${connections} ${countOf(connections, "connection")}`;
  return devices > 0 ? `${live} on ${devices} ${countOf(devices, "device")}` : live;
}
