import { MantineProvider } from "@mantine/core";
import "@mantine/core/styles.css";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import type { Connection } from "./link/connection.ts";
import { LinkProvider } from "./link/LinkProvider.tsx";
import { StationProvider } from "./live/StationProvider.tsx";
import { screens } from "./screens/screens.ts";
import "./theme/global.css";
import { cssVariables, mantineTheme } from "./theme/mantineTheme.ts";
import { PreferencesProvider } from "./theme/preferences.tsx";
import { AskNameProvider } from "./widgets/AskName.tsx";
import { Boundary } from "./widgets/frame/Boundary.tsx";
import { Frame } from "./widgets/frame/Frame.tsx";
import { WordsProvider } from "./words/WordsProvider.tsx";

export function App({ connection, nonce }: { connection: Connection; nonce: string }) {
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <PreferencesProvider>
        <WordsProvider>
          <Boundary>
            <LinkProvider connection={connection}>
              <StationProvider>
                <AskNameProvider>
                  <Router hook={useHashLocation}>
                    <Frame screens={screens} />
                  </Router>
                </AskNameProvider>
              </StationProvider>
            </LinkProvider>
          </Boundary>
        </WordsProvider>
      </PreferencesProvider>
    </MantineProvider>
  );
}
