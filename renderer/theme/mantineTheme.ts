import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import { type Palette, palettes } from "./palette.ts";

const steel: MantineColorsTuple = [
  "#f1f3f4",
  "#e0e4e7",
  "#c6ccd2",
  "#aab3bb",
  "#8f9ba6",
  "#7b8792",
  "#667482",
  "#4a5560",
  "#36414b",
  "#252e36",
];

const greys: MantineColorsTuple = [
  palettes.dark.text,
  "#d3d8dc",
  palettes.dark.quiet,
  "#8f99a2",
  palettes.dark.line,
  "#3a4147",
  palettes.dark.raised,
  palettes.dark.surface,
  palettes.dark.ground,
  "#101214",
];

/** The component library in the greys of ISA-101: no accent colour that could be taken for a state. */
export const mantineTheme = createTheme({
  colors: { steel, dark: greys },
  primaryColor: "steel",
  primaryShade: { light: 8, dark: 6 },
  black: palettes.light.text,
  defaultRadius: "sm",
  respectReducedMotion: true,
  cursorType: "pointer",
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  components: {
    Modal: { defaultProps: { transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
  },
});

function variables(palette: Palette): Record<string, string> {
  const { heat: _heat, ...colours } = palette;
  return Object.fromEntries(Object.entries(colours).map(([name, colour]) => [`--${name}`, colour]));
}

/** Hands the palette to the style sheets, so that colours are written down once. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...variables(palettes.light),
    "--mantine-color-body": palettes.light.ground,
    "--mantine-color-dimmed": palettes.light.quiet,
    "--mantine-color-placeholder": palettes.light.quiet,
    "--mantine-color-error": palettes.light.alarm,
    "--mantine-color-default": palettes.light.raised,
    "--mantine-color-default-border": palettes.light.shape,
  },
  dark: {
    ...variables(palettes.dark),
    "--mantine-color-body": palettes.dark.ground,
    "--mantine-color-dimmed": palettes.dark.quiet,
    "--mantine-color-placeholder": palettes.dark.quiet,
    "--mantine-color-error": palettes.dark.alarm,
    "--mantine-color-default": palettes.dark.raised,
    "--mantine-color-default-border": palettes.dark.shape,
  },
});
