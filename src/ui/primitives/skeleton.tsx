import { cn } from "./cn";

/** The shape of content that is loading. It appears after 150 ms, so that fast loading does not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-late rounded-md bg-hover", className)} />;
}

/** The rows of a list or table that is loading. Screen readers hear it once. */
export function SkeletonRows({ rows = 5, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex animate-late items-center gap-3 border-b px-5 py-3">
          <span className="size-8 rounded-lg bg-hover" />
          <span className="h-3 rounded bg-hover" style={{ width: `${12 + ((row * 7) % 11)}rem` }} />
          <span className="ml-auto hidden h-3 w-24 rounded bg-hover sm:block" />
        </div>
      ))}
    </div>
  );
}
