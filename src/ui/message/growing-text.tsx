"use client";

import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { pasteAddress, pressFormatKey } from "@/ui/composer/format/format-keys";
import { goOnAtEnter } from "@/ui/composer/go-on-at-enter";
import { cn } from "@/ui/primitives/cn";
import { isComposing } from "@/ui/primitives/is-composing";

interface GrowingTextProps {
  label: string;
  value: string;
  placeholder?: string;
  autoFocus?: boolean;
  className?: string;
  describedBy?: string;
  ref?: Ref<HTMLTextAreaElement>;
  /** `caret` is the index of the caret in the changed text. */
  onChange: (text: string, caret: number) => void;
  /** Enter without Shift, if the device has a real keyboard and no code is being written; or with Control or Command. */
  onEnter: () => void;
  onEscape?: () => void;
  /** Arrow up in an empty field. */
  onUp?: () => void;
  onBlur?: () => void;
  /** Called first for every key; true if it handled the key. */
  onKey?: (event: KeyboardEvent) => boolean;
  /** The caret has moved, or the text has changed: not every input method presses keys. */
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
    if (isComposing(event) || props.onKey?.(event)) return;
    if (pressFormatKey(event.nativeEvent, event.currentTarget)) {
      event.preventDefault();
    } else if (event.key === "Enter") {
      pressEnter(event);
    } else if (event.key === "Escape" && props.onEscape) {
      event.stopPropagation();
      props.onEscape();
    } else if (event.key === "ArrowUp" && !event.altKey && value === "" && props.onUp) {
      event.preventDefault();
      props.onUp();
    }
  }

  function pressEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
    const isSent = event.ctrlKey || event.metaKey;
    const isNewLine = event.shiftKey || isTouch();
    if (!isSent && goOnAtEnter(event.currentTarget, isNewLine)) event.preventDefault();
    else if (isSent || !isNewLine) {
      event.preventDefault();
      props.onEnter();
    }
  }

  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const text = event.clipboardData.getData("text/plain");
    if (pasteAddress(event.currentTarget, text)) event.preventDefault();
    else props.onPaste?.(event);
  }

  return (
    <textarea
      ref={field}
      dir="auto"
      rows={1}
      // The browser must not put an earlier text back: the page keeps its own draft.
      autoComplete="off"
      aria-label={label}
      aria-describedby={describedBy}
      aria-autocomplete={completions === undefined ? undefined : "list"}
      aria-controls={completions?.listId}
      aria-activedescendant={completions?.activeId}
      value={value}
      placeholder={placeholder}
      onChange={({ target }) => {
        props.onChange(target.value, target.selectionStart);
        props.onCaret?.();
      }}
      onKeyDown={pressKey}
      onSelect={props.onCaret}
      onBlur={props.onBlur}
      onPaste={paste}
      className={cn(
        "block w-full resize-none overflow-y-auto bg-transparent text-message outline-none placeholder:overflow-hidden placeholder:[text-overflow:ellipsis] placeholder:whitespace-nowrap placeholder:text-ink-faint placeholder-shown:overflow-hidden placeholder-shown:text-ellipsis placeholder-shown:whitespace-nowrap",
        className,
      )}
    />
  );
}

/** Whether the device has a touch keyboard. Enter then makes a new line, and only the button sends. */
export function isTouch(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}
