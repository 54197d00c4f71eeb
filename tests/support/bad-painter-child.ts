/** A painter process that misbehaves on demand: the label of the first row says how. */
process.on('message', ({ data }: { data: { rows: readonly { label: string }[] } }) => {
  const how = data.rows[0]?.label;
  if (how === 'die') process.exit(1);
  if (how === 'hang') for (;;);
  if (how === 'answer') process.send?.({ png: new Uint8Array([process.pid & 255, 1]), pid: process.pid });
});
process.on('disconnect', () => process.exit(0));
