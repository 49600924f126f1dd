import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { scrollIn } from "./scroll-in";

/** What went wrong with a whole form or list, and what to do. Screen readers announce it when it appears. */
export function Alert({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div
      ref={scrollIn}
      role="alert"
      className={cn(
        "flex items-start gap-2.5 rounded-md border border-line-strong bg-hover px-3 py-2.5 text-ink",
        className,
      )}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-soft" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
