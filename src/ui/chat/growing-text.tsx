"use client";

import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";
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
}

/** A field as high as what is written in it. */
export function GrowingText(props: GrowingTextProps) {
  const { label, value, placeholder, autoFocus, className, describedBy, ref } = props;
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
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      props.onEnter();
    } else if (event.key === "Escape" && props.onEscape) {
      event.stopPropagation();
      props.onEscape();
    } else if (event.key === "ArrowUp" && value === "" && props.onUp) {
      event.preventDefault();
      props.onUp();
    }
  }

  return (
    <textarea
      ref={field}
      rows={1}
      aria-label={label}
      aria-describedby={describedBy}
      value={value}
      placeholder={placeholder}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={pressKey}
      onBlur={props.onBlur}
      className={cn(
        "block w-full resize-none overflow-y-auto bg-transparent text-message outline-none placeholder:text-ink-faint",
        className,
      )}
    />
  );
}

/** On a touch keyboard Enter makes a line, and the button sends. */
function isTouch(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}
