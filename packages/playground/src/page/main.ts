import { render } from 'lit';
import { app } from './app.ts';
import { growFields } from './composer/grow.ts';
import { connectAs, restWhileHidden } from './connection.ts';
import { closeByEscape } from './escape.ts';
import { rememberFocus, typeIntoComposer } from './focus.ts';
import { followLanguage } from './language.ts';
import { isNarrow, openGuideWhereItFits } from './side/guide-place.ts';
import { changed, drawWith, focusNext } from './state.ts';
import { followTheme } from './theme.ts';
import { keepTimesTrue } from './time.ts';

drawWith(() => {
  const giveBack = rememberFocus();
  render(app(), document.body);
  growFields();
  giveBack();
});
followTheme();
followLanguage();
openGuideWhereItFits();
if (!isNarrow()) focusNext('[data-testid="composer-input"]');
connectAs(new URL(location.href).searchParams.get('as') ?? '');
keepTimesTrue();
typeIntoComposer();
closeByEscape();
restWhileHidden();
changed();
