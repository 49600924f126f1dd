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
  /** Enter without Shift, if the device has a real keyboard. */
  onEnter: () => void;
  onEscape?: () => void;
  /** Arrow up in an empty field. */
  onUp?: () => void;
  onBlur?: () => void;
  /** Called first for every key; true if it handled the key. */
  onKey?: (event: KeyboardEvent) => boolean;
  /** The caret has moved. */
  onCaret?: () => void;
  /** The open list of completions that the keys apply to, and the chosen one. */
  completions?: { listId: string; activeId: string } | null;
  onPaste?: (event: ClipboardEvent) => void;
}

/** A text field that grows with its text. */
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

/** Whether the device has a touch keyboard. Enter then makes a new line, and only the button sends. */
export function isTouch(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}
