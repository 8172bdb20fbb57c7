import { Button } from "@mantine/core";
import { useWords } from "../../words/WordsProvider.tsx";
import { zoomStep } from "./analyserKeys.ts";

interface Props {
  readonly zoomed: boolean;
  readonly onZoom: (factor: number) => void;
  readonly onWhole: () => void;
}

/** What the wheel and two fingers do, for one finger and gloves. */
export function ZoomButtons({ zoomed, onZoom, onWhole }: Props) {
  const { words } = useWords();
  return (
    <>
      <Button variant="default" size="compact-sm" aria-label={words.analyser.zoomIn} onClick={() => onZoom(zoomStep)}>
        +
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={words.analyser.zoomOut}
        disabled={!zoomed}
        onClick={() => onZoom(1 / zoomStep)}
      >
        −
      </Button>
      <Button variant="default" size="compact-sm" disabled={!zoomed} onClick={onWhole}>
        {words.analyser.whole}
      </Button>
    </>
  );
}
