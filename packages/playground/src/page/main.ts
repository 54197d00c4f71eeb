import { render } from 'lit';
import { app } from './app.ts';
import { growFields } from './composer/grow.ts';
import { connectAs, restWhileHidden } from './connection.ts';
import { typeIntoComposer } from './focus.ts';
import { isNarrow, openGuideWhereItFits } from './side/guide.ts';
import { changed, drawWith, focusNext } from './state.ts';
import { restoreTheme } from './theme.ts';
import { keepTimesTrue } from './time.ts';

drawWith(() => {
  render(app(), document.body);
  growFields();
});
restoreTheme();
openGuideWhereItFits();
if (!isNarrow()) focusNext('[data-testid="composer-input"]');
connectAs(new URL(location.href).searchParams.get('as') ?? '');
keepTimesTrue();
typeIntoComposer();
restWhileHidden();
changed();
