import type { EChartsCoreOption } from 'echarts';
import * as echarts from 'echarts/core';
// Parts that install themselves: the lists `echarts/charts` and `echarts/components` would load every chart
// there is.
import 'echarts/lib/chart/custom';
import 'echarts/lib/component/grid';
import 'echarts/lib/component/markLine';
import { SVGRenderer } from 'echarts/renderers';

echarts.use(SVGRenderer);

/**
 * Renders an echarts chart as SVG, without a browser. What echarts adds for the mouse is removed: it numbers
 * its names from chart to chart, so equal data would give unequal pictures.
 */
export function echartsSvg(width: number, height: number, option: EChartsCoreOption): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return chart
      .renderToSVGString()
      .replace(/<style\b[\s\S]*?<\/style>/g, '')
      .replace(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*")/g, '')
      .replace(/ xmlns:xlink="[^"]*"/, '');
  } finally {
    chart.dispose();
  }
}
