"use client";

import { type ReactNode, useState } from "react";
import type { Late } from "./late";

export interface LateMenuProps {
  /** The content of the button. */
  children: ReactNode;
  className: string;
}

interface Props<P> extends LateMenuProps {
  /** The menu with its button, open. It is loaded when it is wanted. */
  menu: Late<LateMenuProps & P>;
  /** Further props of the menu. */
  facts: P;
}

/** The button of a menu whose script is loaded when the user reaches for the button. */
export function LateMenu<P extends object>(props: Props<P>) {
  const { menu: Menu, facts, className, children } = props;
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      className={className}
      onPointerEnter={Menu.fetch}
      onFocus={Menu.fetch}
      onClick={() => setWanted(true)}
      onKeyDown={(event) => event.key === "ArrowDown" && setWanted(true)}
    >
      {children}
    </button>
  );
  if (!wanted) return button;
  return (
    <Menu {...facts} className={className} waiting={button} onMissing={() => setWanted(false)}>
      {children}
    </Menu>
  );
}
