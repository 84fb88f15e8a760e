declare module '@fontsource-variable/ibm-plex-sans'
