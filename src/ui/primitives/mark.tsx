import { cn } from "./cn";

interface MarkProps {
  /** Whether the workspace has active guests. The door is then drawn open. */
  open?: boolean;
  className?: string;
  /** Tells screen readers the state, if no text beside the mark does. */
  label?: string;
}

/** The logo: an arch in a square, drawn in two strokes, with an open or a closed door. */
export function Mark({ open = false, className, label }: MarkProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn("size-6 shrink-0", className)}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <rect x="2.5" y="2.5" width="19" height="19" rx="4.5" />
      <path d="M7 21.5V12a5 5 0 0 1 10 0v9.5" />
      {open ? (
        <path d="M7 21.5V12q0-3 2-3t2 3.5v7.2z" fill="currentColor" stroke="none" />
      ) : (
        <>
          <path
            d="M7 21.5V12a5 5 0 0 1 10 0v9.5z"
            fill="currentColor"
            fillOpacity="0.16"
            stroke="none"
          />
          <circle cx="14.25" cy="15.25" r="0.85" fill="currentColor" stroke="none" />
        </>
      )}
    </svg>
  );
}
