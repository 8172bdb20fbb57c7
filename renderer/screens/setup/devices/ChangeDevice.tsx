import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { SourceEditor } from "../source/SourceEditor.tsx";
import { FoundDevice } from "./FoundDevice.tsx";

/** Sets a device that is in use up anew: another name, rate or setting. Its points stay where they are. */
export function ChangeDevice({ device, onDone }: { device: DeviceSetup; onDone: () => void }) {
  const calls = useCalls();
  const kinds = useQuery(calls.listening.kinds.queryOptions());
  const own = (kinds.data ?? []).filter(({ driver, form }) => driver === device.driver && form.fields.length > 0);
  const { driver, address, settings } = device;
  const plain = kinds.isSuccess && own.length === 0;
  const described = useQuery({
    ...calls.devices.describe.queryOptions({ input: { driver, address, settings: { ...settings } } }),
    enabled: plain,
    gcTime: 0,
  });
  if (own.length > 0) return <SourceEditor kinds={own} port={device} used={device} onTaken={onDone} />;
  return (
    <>
      {kinds.isPending || described.isLoading ? <Skeleton height={80} /> : null}
      <FaultNote failure={kinds.error ?? described.error} retry={() => void described.refetch()} />
      {plain && described.data !== undefined && (
        <FoundDevice device={{ ...described.data, name: device.name }} used={device} onTaken={onDone} />
      )}
    </>
  );
}
