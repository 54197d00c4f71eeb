/** A far end that misbehaves by what it is asked for: `rows` names how. */
process.on('message', ({ data }: { data: { rows: readonly { label: string }[] } }) => {
  const how = data.rows[0]?.label;
  if (how === 'die') process.exit(1);
  if (how === 'hang') for (;;);
  if (how === 'answer') process.send?.({ png: new Uint8Array([process.pid & 255, 1]), pid: process.pid });
});
process.on('disconnect', () => process.exit(0));
