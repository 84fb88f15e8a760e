// Mantine's CSS: nesting, light and dark mixins, rem().
import presetMantine from 'postcss-preset-mantine'

// biome-ignore lint/style/noDefaultExport: the tool reads the default export.
export default { plugins: [presetMantine()] }
