"use client";

import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { cn } from "@/ui/primitives/cn";

interface GrowingTextProps {
  label: string;
  value: string;
  placeholder?: string;
  autoFocus?: boolean;
  className?: string;
  describedBy?: string;
  ref?: Ref<HTMLTextAreaElement>;
  onChange: (text: string) => void;
  /** Enter without Shift, where there is a real keyboard. */
  onEnter: () => void;
  onEscape?: () => void;
  /** Arrow up in an empty field. */
  onUp?: () => void;
  onBlur?: () => void;
  /** Asked first of every key; true where it was taken. */
  onKey?: (event: KeyboardEvent) => boolean;
  /** The caret has moved. */
  onCaret?: () => void;
  /** A list of completions that the keys are for, and the chosen one in it. */
  completions?: { listId: string; activeId: string } | null;
  onPaste?: (event: ClipboardEvent) => void;
}

/** A field as high as what is written in it. */
export function GrowingText(props: GrowingTextProps) {
  const { label, value, placeholder, autoFocus, className, describedBy, completions, ref } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = value === "" ? "" : `${element.scrollHeight}px`;
  }, [value]);

  useLayoutEffect(() => {
    if (!autoFocus || !field.current) return;
    field.current.focus();
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [autoFocus]);

  function pressKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing || props.onKey?.(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      props.onEnter();
    } else if (event.key === "Escape" && props.onEscape) {
      event.stopPropagation();
      props.onEscape();
    } else if (event.key === "ArrowUp" && !event.altKey && value === "" && props.onUp) {
      event.preventDefault();
      props.onUp();
    }
  }

  return (
    <textarea
      ref={field}
      dir="auto"
      rows={1}
      aria-label={label}
      aria-describedby={describedBy}
      aria-autocomplete={completions === undefined ? undefined : "list"}
      aria-controls={completions?.listId}
      aria-activedescendant={completions?.activeId}
      value={value}
      placeholder={placeholder}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={pressKey}
      onSelect={props.onCaret}
      onBlur={props.onBlur}
      onPaste={props.onPaste}
      className={cn(
        "block w-full resize-none overflow-y-auto bg-transparent text-message outline-none placeholder:text-ink-faint",
        className,
      )}
    />
  );
}

/** On a touch keyboard Enter makes a line, and the button sends. */
export function isTouch(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}
