import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Boundary.module.css";

interface Props {
  /** What is shown: another place is tried afresh. */
  readonly place?: string;
  readonly children: ReactNode;
}

/** Keeps what failed to draw from taking the rest of the page with it. What went wrong is in the browser's console. */
export class Boundary extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.place !== this.props.place) this.setState({ failed: false });
  }

  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { words } = useWords();
  return (
    <div role="alert" className={classes.broken}>
      <p>{words.broken.sentence}</p>
      <Button size="lg" onClick={() => location.reload()}>
        {words.broken.reload}
      </Button>
    </div>
  );
}
