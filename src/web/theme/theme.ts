// The look of the desk: slate and teal ink on paper, a deep blue-grey at night. Everything else is in tokens.css.
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const ink: MantineColorsTuple = [
  '#eef6f6',
  '#d9eaeb',
  '#b5d5d7',
  '#8cbdc1',
  '#67a5ab',
  '#4a8e95',
  '#357880',
  '#276670',
  '#1d565f',
  '#14434b',
]

const gray: MantineColorsTuple = [
  '#f7f7f4',
  '#eff0ed',
  '#e3e6e3',
  '#d2d7d5',
  '#b7bfbe',
  '#96a1a2',
  '#5b676c',
  '#455055',
  '#2d373c',
  '#192126',
]

const dark: MantineColorsTuple = [
  '#d8e0e5',
  '#bbc7ce',
  '#9aaab4',
  '#7d8f9b',
  '#374753',
  '#2a3843',
  '#1c2730',
  '#131c24',
  '#0e161c',
  '#091015',
]

const red: MantineColorsTuple = [
  '#fbefed',
  '#f5dcd8',
  '#eab5ae',
  '#de8c82',
  '#d2695d',
  '#c44e41',
  '#b33d31',
  '#a13429',
  '#8f2a21',
  '#721f18',
]

const amber: MantineColorsTuple = [
  '#fdf5e4',
  '#f8e8c4',
  '#efd18c',
  '#e3b85a',
  '#d6a136',
  '#c08a20',
  '#a37214',
  '#875c0e',
  '#70490c',
  '#553709',
]

const moss: MantineColorsTuple = [
  '#eff6ec',
  '#deecd8',
  '#bcd7b1',
  '#98c188',
  '#79ad66',
  '#5f974b',
  '#4a8038',
  '#3a6c2b',
  '#2e5a22',
  '#234819',
]

const sky: MantineColorsTuple = [
  '#edf3fa',
  '#d9e5f3',
  '#b2cae6',
  '#87add8',
  '#6193ca',
  '#437bbb',
  '#3067a8',
  '#265793',
  '#1f497e',
  '#173860',
]

export const theme = createTheme({
  colors: { ink, gray, dark, red, amber, moss, sky },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  white: '#ffffff',
  black: '#192126',
  fontFamily:
    "'IBM Plex Sans Variable', ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '0.375rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
      h4: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Button: { defaultProps: { size: 'xs' } },
    Input: { styles: { input: { fontSize: '0.8125rem' } } },
    InputWrapper: {
      styles: {
        label: { fontSize: '0.8125rem', fontWeight: 500, marginBottom: '0.125rem' },
        error: { fontSize: '0.75rem' },
        description: { fontSize: '0.75rem' },
      },
    },
    Modal: {
      styles: { title: { fontSize: '1rem', fontWeight: 600 } },
      defaultProps: {
        centered: true,
        transitionProps: { duration: 90 },
        overlayProps: { backgroundOpacity: 0.45 },
      },
    },
    NumberInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { transitionProps: { duration: 0 } } } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tabs: { defaultProps: { keepMounted: false } },
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: false, events: { hover: true, focus: true, touch: false } },
    },
  },
})
