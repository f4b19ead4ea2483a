export function SetUp(_props: Record<string, unknown>) {
  return null;
}
