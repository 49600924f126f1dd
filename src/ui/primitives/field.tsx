import { CircleAlert } from "lucide-react";
import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useState } from "react";
import { cn } from "./cn";
import { scrollIn } from "./scroll-in";

interface ControlProps {
  id?: string;
  value?: unknown;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with what stands in the control. It goes when that is changed: until the next try, nobody knows. */
  error?: string | null | undefined;
  /** The error is worked out anew from what stands in the fields, and stays as long as it is given. */
  live?: boolean;
  /** Shown at the right of the label, for example "optional". */
  aside?: ReactNode;
  /** A button in line with the control, whatever is shown below it. */
  action?: ReactNode;
  className?: string;
  children: ReactElement<ControlProps>;
}

/** A control with a label. Its hint and error are linked to it for screen readers. */
export function Field(props: FieldProps) {
  const { label, hint, live = false, aside, action, className, children } = props;
  const id = useId();
  const [typed, setTyped] = useState(0);
  const standing = useUntilChanged(props.error, children.props.value ?? typed);
  const error = live ? props.error : standing;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const controlId = children.props.id ?? id;
  useEffect(() => {
    if (error && !live) focusIfFirst(controlId);
  }, [error, live, controlId]);
  const control = cloneElement(children, {
    id: controlId,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? true : undefined,
  });
  return (
    <div
      className={cn("flex flex-col gap-1.5", className)}
      onInput={() => setTyped((times) => times + 1)}
    >
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={controlId} className="font-medium">
          {label}
        </label>
        {aside && <span className="text-ink-faint text-meta">{aside}</span>}
      </div>
      {action ? (
        <div className="flex gap-2">
          {control}
          {action}
        </div>
      ) : (
        control
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-faint text-meta">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

/** What was refused may be out of sight, in a long form or on a phone. The first of it gets the focus. */
function focusIfFirst(controlId: string): void {
  const control = document.getElementById(controlId);
  const first = control?.closest("form")?.querySelector("[aria-invalid=true]");
  if (first === control) control?.focus();
}

/**
 * An error as long as what it is about stays as it was.
 * @param value what it is about, to compare: for a list or an object, a text of it
 */
export function useUntilChanged(error: string | null | undefined, value: unknown): string | null {
  const [judged, setJudged] = useState({ error, value });
  if (judged.error !== error) setJudged({ error, value });
  return error && (judged.error !== error || judged.value === value) ? error : null;
}

/** Not red: red is only for access that was revoked. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p ref={scrollIn} id={id} className="flex items-start gap-1.5 font-medium text-ink text-meta">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      {children}
    </p>
  );
}
