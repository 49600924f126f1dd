import { Time } from "@/ui/primitives/time";

/** Under a link that is stored nowhere: this is the only time to copy it. */
export function ShownOnce({ until }: { until: string }) {
  return (
    <p className="mt-3 text-pretty">
      Copy it now: it cannot be shown again. It works until <Time at={until} show="day" />.
    </p>
  );
}
