import { list, oneOf, optional, required, string, structure, union } from '../shape.ts';
import { secretArn } from './proxy-configuration.ts';

/** Shape `ResourceLocation`. */
const resourceLocation = union({
  s3: structure({
    bucket: required(string({ min: 3, max: 63, pattern: /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/ })),
    prefix: required(string({ min: 1, max: 1024 })),
    versionId: optional(string({ min: 1, max: 1024 })),
  }),
});

/** Shape `BrowserExtensions`. */
export const extensions = list(structure({ location: required(resourceLocation) }), { min: 1, max: 10 });

/** Shape `BrowserEnterprisePolicies`. */
export const enterprisePolicies = list(
  structure({ location: required(resourceLocation), type: optional(oneOf('MANAGED', 'RECOMMENDED')) }),
  { min: 0, max: 100 },
);

/** Shape `BrowserProfileId`. Nothing in it means anything to a file system. */
export const profileIdentifier = string({ pattern: /^[a-zA-Z][a-zA-Z0-9_]{0,47}-[a-zA-Z0-9]{10}$/ });

/** Shape `BrowserProfileConfiguration`. */
export const profileConfiguration = structure({ profileIdentifier: required(profileIdentifier) });

/** Shape `Certificates`. */
export const certificates = list(
  structure({ location: required(union({ secretsManager: structure({ secretArn: required(secretArn) }) })) }),
  { min: 1, max: 200 },
);

const mountPath = string({ min: 6, max: 200, pattern: /^\/mnt\/[a-zA-Z0-9._-]+\/?$/ });

const s3FilesAccessPointArn = string({
  max: 256,
  pattern: /^arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system\/fs-[0-9a-f]{17,40}\/access-point\/fsap-[0-9a-f]{17,40}$/,
});

const s3FilesFileSystemArn = string({
  max: 256,
  pattern: /^arn:aws[-a-z]*:s3files:[a-z0-9-]+:[0-9]{12}:file-system\/fs-[0-9a-f]{17,40}$/,
});

const efsAccessPointArn = string({
  max: 128,
  pattern: /^arn:aws[-a-z]*:elasticfilesystem:[0-9a-z-:]+:access-point\/fsap-[0-9a-f]{8,40}$/,
});

const efsFileSystemArn = string({
  max: 256,
  pattern: /^arn:aws[-a-z]*:elasticfilesystem:[a-z0-9-]+:[0-9]{12}:file-system\/fs-[0-9a-f]{8,40}$/,
});

/** Shape `ToolsFileSystemConfigurations`. */
export const filesystemConfigurations = list(
  union({
    s3FilesConfiguration: structure({
      accessPointArn: required(s3FilesAccessPointArn),
      mountPath: required(mountPath),
      fileSystemArn: required(s3FilesFileSystemArn),
    }),
    efsConfiguration: structure({
      accessPointArn: required(efsAccessPointArn),
      mountPath: required(mountPath),
      fileSystemArn: required(efsFileSystemArn),
    }),
  }),
  { min: 0, max: 10 },
);
